"""Pure rules of people: plain values in, plain values out."""
