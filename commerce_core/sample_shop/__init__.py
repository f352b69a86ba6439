"""A believable shop to try the business with: settings, forty products, pictures and a labelled order history."""
