"""The form of a roster: the file."""

from __future__ import annotations

from django import forms


class RosterForm(forms.Form):
    """The spreadsheet."""

    file = forms.FileField(
        label="人员名册",
        help_text="只读 .xlsx；先下载模板，每人填一行",
        error_messages={"empty": "文件是空的（0 字节）。请在电脑上确认能打开后重新上传。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
