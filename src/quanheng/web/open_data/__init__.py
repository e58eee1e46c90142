"""Open data: what can be taken away whole, in which form, under which licence; and the API's manual."""
