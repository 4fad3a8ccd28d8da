#!/usr/bin/env python3
"""Checks attestation results with PyJWT (Debian: python3-jwt) and the keys their server publishes, and nothing else.

Usage: verify-result.py ISSUER AUDIENCE RESULT...

Prints who it is and how the host stands, a line for each result; fails at the first that does not hold.
"""
import sys

import jwt

issuer, audience, *results = sys.argv[1:]
keys = jwt.PyJWKClient(issuer + "/.well-known/jwks.json")
for result in results:
    key = keys.get_signing_key_from_jwt(result).key
    claims = jwt.decode(
        result,
        key,
        algorithms=["ES256"],  # ours to name, never the token's
        issuer=issuer,
        audience=audience,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )
    print(claims["sub"], claims["submods"]["tpm_host"]["ear_status"])
