"""Reviews of files, in every format. A format is a module with `render(review, look)`."""
