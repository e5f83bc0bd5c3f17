"""The catalogue of causes that show in exchanges, one file each."""
