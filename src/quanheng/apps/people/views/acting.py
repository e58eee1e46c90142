"""The form page of the kernel, under the name the views of people use."""

from quanheng.kernel.forms import FormPage, acting

__all__ = ["FormPage", "acting"]
