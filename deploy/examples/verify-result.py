#!/usr/bin/env python3
"""Checks attestation results with PyJWT (Debian: python3-jwt) and the keys their server publishes, and nothing else.

Prints who it is and how the host stands, a line for each result; fails at the first that does not hold.
"""
import argparse

import jwt

asked = argparse.ArgumentParser(description=__doc__)
asked.add_argument("issuer", help="the server's URL, as it names itself in results")
asked.add_argument("audience", help="who relies on it")
asked.add_argument("results", nargs="+", metavar="result")
asked.add_argument("--keys", help="where its keys are published, if not at the issuer's URL")
asked = asked.parse_args()

keys = jwt.PyJWKClient(asked.keys or asked.issuer + "/.well-known/jwks.json")
for result in asked.results:
    key = keys.get_signing_key_from_jwt(result).key
    claims = jwt.decode(
        result,
        key,
        algorithms=["ES256"],  # ours to name, never the token's
        issuer=asked.issuer,
        audience=asked.audience,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )
    print(claims["sub"], claims["submods"]["tpm_host"]["ear_status"])
