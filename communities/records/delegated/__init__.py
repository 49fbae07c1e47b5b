"""What delegates have done in others' names: read by the delegator, the delegate and the security administrator."""
