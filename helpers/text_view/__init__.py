"""The article on the page, with its marks."""
