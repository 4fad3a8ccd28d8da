#!/bin/bash
# Checks the signature of a webhook with openssl. The body, byte for byte, is on standard input:
#
#   verify-webhook.sh ID TIMESTAMP SIGNATURES < body
#
# with the values of the headers webhook-id, webhook-timestamp and webhook-signature, and the secret (whsec_…) in
# TOUCHSTONE_WEBHOOK_SECRET. Exits 0 if one of the signatures is of that secret and the message is not older than five
# minutes.
set -euo pipefail

id=$1 timestamp=$2 signatures=$3
: "${TOUCHSTONE_WEBHOOK_SECRET:?}"
[[ $timestamp =~ ^[0-9]{1,12}$ ]] || { echo "no time" >&2; exit 1; }
age=$(($(date +%s) - 10#$timestamp))
((age <= 300 && age >= -300)) || { echo "too old" >&2; exit 1; }

key=$(base64 -d <<<"${TOUCHSTONE_WEBHOOK_SECRET#whsec_}" | od -An -v -tx1 | tr -d ' \n')
expected=v1,$({ printf '%s.%s.' "$id" "$timestamp"; cat; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64 -w0)

for signature in $signatures; do
  # Of digests, so that how long it takes tells nothing about the signature.
  if [[ $(sha256sum <<<"$signature") == $(sha256sum <<<"$expected") ]]; then exit 0; fi
done
echo "not signed by this secret" >&2
exit 1
