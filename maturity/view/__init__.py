"""What readers see, as plain values: all wording, rounding and ordering."""
