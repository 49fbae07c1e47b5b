"""The door: passwords, second factors, sessions."""

from __future__ import annotations

from tests.security.guards.row import Guard, Text

BASE = "config/settings/base.py"
PRODUCTION = "config/settings/production.py"
PASSWORDS = "Guessed passwords"
SESSIONS = "A stolen or forgotten session"
LOGIN = "tests/communities/people/login"
COOKIES = "tests/security/test_cookies_and_hosts.py"

DOOR = (
    Guard(
        name="lock",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::"
        "test_fifth_failure_locks_and_says_how_long_and_the_right_password_does_not_help",
        without=(
            Text(BASE, 'env.int("LOGIN_FAILURES", default=5)', 'env.int("LOGIN_FAILURES", default=5000)'),
        ),
    ),
    Guard(
        name="lock-of-a-colleague-elsewhere",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::test_attacker_does_not_lock_anybody_at_another_address_nor_others_at_his",
        without=(
            Text(
                "communities/people/login/lockout.py",
                'return [["username", "ip_address"]]',
                'return [["username"]]',
            ),
        ),
    ),
    Guard(
        name="lock-of-a-colleague-here",
        against=PASSWORDS,
        test=f"{LOGIN}/test_lockout.py::"
        "test_attacker_in_the_same_office_does_not_lock_the_colleague_at_his_own_browser",
        without=(
            Text(
                "communities/people/login/devices.py",
                'return _read(request).get(name_of(username), "")',
                'return ""',
            ),
        ),
    ),
    Guard(
        name="password-rules",
        against=PASSWORDS,
        test=f"{LOGIN}/test_passwords.py::test_weak_password_is_refused_in_chinese",
        without=(
            Text(
                "communities/people/login/passwords.py", "if len(found) < self.kinds:", "if not self.kinds:"
            ),
        ),
    ),
    Guard(
        name="password-hashes",
        against=PASSWORDS,
        test=f"{COOKIES}::test_passwords_are_kept_as_slow_hashes",
        without=(Text(BASE, '    "django.contrib.auth.hashers.Argon2PasswordHasher",\n'),),
    ),
    Guard(
        name="second-factor",
        against=PASSWORDS,
        test=f"{LOGIN}/test_second_factor.py::test_role_leads_to_set_one_up_and_back",
        without=(
            Text(
                "communities/people/login/second_factor.py",
                "    if not any(seat.needs_second_factor for actor in actors for seat in actor.seats):\n",
                "    if actors:\n",
            ),
        ),
    ),
    Guard(
        name="cookie-flags",
        against=SESSIONS,
        test=f"{COOKIES}::test_cookies_leave_only_encrypted_and_are_no_script_s_business",
        without=(Text(PRODUCTION, "SESSION_COOKIE_SECURE = True\n"),),
    ),
    Guard(
        name="idle-time-out",
        against=SESSIONS,
        test=f"{LOGIN}/test_sessions.py::test_idle_login_ends_and_leads_back_and_a_late_form_is_told_so",
        without=(
            Text("communities/people/login/idle.py", '        return "闲置超时"\n', '        return ""\n'),
        ),
    ),
    Guard(
        name="logging-out-there",
        against=SESSIONS,
        test=f"{LOGIN}/test_sessions.py::test_list_shows_own_logins_and_one_is_ended_there",
        without=(Text("communities/people/login/sessions.py", "        session.end()\n"),),
    ),
)
