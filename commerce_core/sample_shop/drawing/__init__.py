"""Flat illustrations of the sample products, drawn with Pillow from plain shapes; the same bytes on every run."""
