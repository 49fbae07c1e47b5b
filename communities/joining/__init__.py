"""Two more ways in: many people by one spreadsheet, and one person by a link that he was sent."""
