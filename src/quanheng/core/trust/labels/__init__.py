"""Labels (标识) that carry their own proof: a signed statement about one instrument, small enough for a QR code.

The statement is a CBOR Web Token (RFC 8392) in COSE_Sign1 (RFC 9052) with Ed25519; written in base32 behind
``HTTPS://HOST/V/`` it stays in the alphanumeric mode of QR codes, so any camera opens the page that checks it, and a
program without network checks the signature from the text alone.
"""
