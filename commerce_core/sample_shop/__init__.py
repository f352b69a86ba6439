"""A believable shop to try the business with: settings, 120 products, pictures and a labelled order history."""
