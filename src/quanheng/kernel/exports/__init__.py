"""Exports of lists: the same filters as the page, every row, in CSV, Excel or JSON.

Every file says where it comes from: the register, the query, the date and the licence.
"""

from quanheng.kernel.exports.response import export_response

__all__ = ["export_response"]
