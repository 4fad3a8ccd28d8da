#!/bin/bash
# An agent that is not ours: enrols and attests a host with nothing but tpm2-tools, curl, jq and openssl beside the base
# system (bash, coreutils, util-linux).
# It shows the wire contract in full; for a fleet use touchstone-agent, which also paces itself and survives outages.
#
#   tpm2-tools-agent.sh enroll     introduce this host; prints its id and state
#   tpm2-tools-agent.sh attest     attest once; prints the server's answer, exits 10 unless the verdict is TRUSTED
#   tpm2-tools-agent.sh client-key make a key for a client certificate, have it known as this host's, and write a
#                                  certificate request; needs the package tpm2-openssl too
#
# Environment:
#   TOUCHSTONE_URL   the server, https://… (plain http only to this machine)
#   STATE            where the key and the host id are kept (default /var/lib/touchstone-tpm2-tools)
#   TPM2TOOLS_TCTI   the TPM, as tpm2-tools want it (default: the kernel's /dev/tpmrm0)
#   FIRMWARE_LOG     default /sys/kernel/security/tpm0/binary_bios_measurements
#   USERSPACE_LOG    default /run/log/systemd/tpm2-measure.log; sent if it exists
#   TOKEN            an enrolment token, if you have one
#   HOST             the name to claim (default: the host name)
set -euo pipefail
umask 077

: "${TOUCHSTONE_URL:?set it to the address of the server}"
STATE=${STATE:-/var/lib/touchstone-tpm2-tools}
FIRMWARE_LOG=${FIRMWARE_LOG:-/sys/kernel/security/tpm0/binary_bios_measurements}
USERSPACE_LOG=${USERSPACE_LOG:-/run/log/systemd/tpm2-measure.log}
export TPM2TOOLS_TCTI=${TPM2TOOLS_TCTI:-device:/dev/tpmrm0}

EK=0x81010001              # where TCG provisioning keeps the RSA endorsement key
EK_CERTIFICATE=0x1c00002   # NV index of its certificate

die() { echo "tpm2-tools-agent: $*" >&2; exit 1; }
b64() { base64 -w0 "$1"; }
sha256() { openssl dgst -sha256 -r | cut -d' ' -f1; }

case $TOUCHSTONE_URL in
  https://* | http://127.0.0.1[:/]* | http://127.0.0.1 | http://localhost[:/]* | http://localhost) ;;
  *) die "plain http is for this machine only: use https" ;;
esac

mkdir -p "$STATE"
cd "$STATE"
WORK=$(mktemp -d)

# A TPM without a resource manager has three slots for keys and three for sessions: free what we used.
free() { tpm2_flushcontext -t >/dev/null 2>&1 || true; tpm2_flushcontext -l >/dev/null 2>&1 || true; }
if [[ $TPM2TOOLS_TCTI == device:/dev/tpmrm0 ]]; then free() { :; }; fi
trap 'let_go; rm -rf "$WORK"' EXIT

# Use of the endorsement key needs a session that satisfies its policy, PolicySecret(endorsement), each time.
with_ek() { # with_ek COMMAND…: runs it with the session in $WORK/session
  tpm2_startauthsession --policy-session -S "$WORK/session" >/dev/null &&
    tpm2_policysecret -S "$WORK/session" -c e >/dev/null &&
    "$@" >/dev/null &&
    tpm2_flushcontext "$WORK/session" >/dev/null
}

load_ak() { # ak.pub and ak.priv survive a TPM reset; a loaded key and a saved context do not
  with_ek tpm2_load -C "$EK" -P "session:$WORK/session" -u ak.pub -r ak.priv -c "$WORK/ak.ctx" ||
    die "this TPM does not know the key in $STATE: it was cleared or replaced; remove ak.* there and enrol again"
}

post() { # post PATH FILE: the answer lands in $WORK/answer, the status in $status
  status=$(curl -sS --max-time 60 --max-filesize 1048576 -o "$WORK/answer" -w '%{http_code}' \
    -H 'Content-Type: application/json' --data-binary "@$2" "$TOUCHSTONE_URL$1") || die "cannot reach $TOUCHSTONE_URL"
}

refused() { die "the server answered $status: $(jq -r '.code, .detail' "$WORK/answer" 2>/dev/null | paste -sd' ')"; }

enroll() {
  # 1. The endorsement key: the one the TPM keeps, or made from the TCG template and kept.
  tpm2_readpublic -c "$EK" -o "$WORK/ek.pub" >/dev/null 2>&1 ||
    tpm2_createek -c "$EK" -G rsa -u "$WORK/ek.pub" >/dev/null
  free
  certificates='[]'
  if tpm2_nvread "$EK_CERTIFICATE" -o "$WORK/ek.der" 2>/dev/null; then
    certificates=$(jq -n --arg leaf "$(b64 "$WORK/ek.der")" '[$leaf]')
  fi

  # 2. The attestation key under it. tpm2_createak would leave noda off: then three power cuts after a quote lock the TPM.
  if [[ ! -e ak.pub || ! -e ak.priv ]]; then
    with_ek tpm2_create -C "$EK" -P "session:$WORK/session" -G ecc256:ecdsa-sha256:null -g sha256 -u ak.pub -r ak.priv \
      -a 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|sign'
    free
  fi

  # 3. Introduce both. The name is a claim; what admits the host is a pin, the token or an operator.
  jq -n --arg host "${HOST:-$(uname -n)}" --arg ek "$(b64 "$WORK/ek.pub")" --arg ak "$(b64 ak.pub)" \
    --argjson certificates "$certificates" --arg token "${TOKEN:-}" \
    '{host: $host, ek: {public: $ek, certificates: $certificates}, ak: {public: $ak}}
     + (if $token == "" then {} else {token: $token} end)' >"$WORK/request"
  post /api/v1/enrollments "$WORK/request"
  [[ $status == 201 ]] || refused
  enrollment=$(jq -er '.enrollment | select(test("^[0-9a-fA-F-]{36}$"))' "$WORK/answer") ||
    die "the server's answer names no enrolment"

  # 4. Open the secret, which only the TPM holding both keys can. tpm2-tools want a header before the two structures.
  { printf '\272\334\300\336\0\0\0\1'
    jq -r .credential.blob "$WORK/answer" | base64 -d
    jq -r .credential.secret "$WORK/answer" | base64 -d; } >"$WORK/credential"
  load_ak
  with_ek tpm2_activatecredential -c "$WORK/ak.ctx" -C "$EK" -P "session:$WORK/session" \
    -i "$WORK/credential" -o "$WORK/secret"
  jq -n --arg secret "$(b64 "$WORK/secret")" '{secret: $secret}' >"$WORK/request"
  post "/api/v1/enrollments/$enrollment/activation" "$WORK/request"
  [[ $status == 200 ]] || refused
  jq -er .hostId "$WORK/answer" >host-id
  jq -r '"\(.hostId) \(.state)"' "$WORK/answer"
}

attest() {
  [[ -e host-id ]] || die "not enrolled: run '$0 enroll' first"
  host_id=$(<host-id)

  # 1. A challenge, naming the banks this TPM has allocated. Its nonce is the SHA-256 of its text: check that.
  tpm2_getcap pcrs | jq -R --arg id "$host_id" -n \
    '{hostId: $id, banks: [inputs | capture("- (?<bank>sha[0-9]+): \\[ *[0-9]") | .bank]}' >"$WORK/request"
  post /api/v1/challenges "$WORK/request"
  [[ $status == 201 ]] || refused
  cp "$WORK/answer" "$WORK/challenge"
  nonce=$(jq -j .challenge "$WORK/challenge" | sha256)
  [[ $nonce == "$(jq -r .nonce "$WORK/challenge" | base64 -d | od -An -v -tx1 | tr -d ' \n')" ]] ||
    die "the nonce is not the challenge's SHA-256"
  selection=$(jq -r '[.quote.selection[] | "\(.bank):\(.pcrs | map(tostring) | join(","))"] | join("+")' "$WORK/challenge")

  # 2. Quote first, then read the logs: a log may run ahead of its quote, never behind. systemd extends a PCR and writes
  #    its log under an exclusive flock(2), so hold the shared one across both.
  load_ak
  if [[ -e $USERSPACE_LOG ]]; then exec 9<"$USERSPACE_LOG"; flock -s -w 10 9 || die "$USERSPACE_LOG is locked"; fi
  tpm2_quote -c "$WORK/ak.ctx" -l "$selection" -q "$nonce" -g sha256 \
    -m "$WORK/attest" -s "$WORK/signature" -o "$WORK/pcrs" -F values >/dev/null
  : >"$WORK/userspace"
  if [[ -e $USERSPACE_LOG ]]; then cat "$USERSPACE_LOG" >"$WORK/userspace"; exec 9<&-; fi
  free
  cat "$FIRMWARE_LOG" >"$WORK/firmware" # files under /sys claim size 0: copy to the end

  # 3. Send it. A firmware log the server holds goes by name, and whole if the server turns out not to hold it.
  known=$(jq --arg digest "$(sha256 <"$WORK/firmware")" '.logs.firmware.known // [] | index($digest) != null' "$WORK/challenge")
  send "$known"
  if [[ $status == 409 && $known == true && $(jq -r .code "$WORK/answer") == log-content-needed ]]; then send false; fi
  [[ $status == 200 ]] || refused
  jq . "$WORK/answer"
  [[ $(jq -r .verdict "$WORK/answer") == TRUSTED ]] || exit 10
}

send() { # send KNOWN: logs go through files, for an argument cannot hold them
  b64 "$WORK/firmware" >"$WORK/firmware.b64"
  b64 "$WORK/userspace" >"$WORK/userspace.b64"
  od -An -v -tx1 "$WORK/pcrs" | tr -d ' \n' >"$WORK/pcrs.hex"
  jq -n --slurpfile challenge "$WORK/challenge" --arg id "$host_id" --argjson known "$1" \
    --arg attest "$(b64 "$WORK/attest")" --arg signature "$(b64 "$WORK/signature")" \
    --arg digest "$(sha256 <"$WORK/firmware")" --rawfile pcrs "$WORK/pcrs.hex" \
    --rawfile firmware "$WORK/firmware.b64" --rawfile userspace "$WORK/userspace.b64" '
    {sha1: 40, sha256: 64, sha384: 96, sha512: 128} as $digits
    | $challenge[0] as $c
    | (reduce ($c.quote.selection[] | .bank as $bank | .pcrs | sort[] | {$bank, pcr: tostring}) as $one ({at: 0, values: {}};
        $digits[$one.bank] as $length
        | .values[$one.bank][$one.pcr] = $pcrs[.at:.at + $length]
        | .at += $length)) as $read
    | {hostId: $id, challenge: $c.challenge,
       quote: {$attest, $signature, pcrs: $read.values},
       logs: ({firmware: ({sha256: $digest} + (if $known then {} else {content: $firmware} end))}
              + (if $userspace == "" then {} else {userspace: {content: $userspace}} end))}' >"$WORK/request"
  post /api/v1/attestations "$WORK/request"
}

client_key() {
  [[ -e host-id ]] || die "not enrolled: run '$0 enroll' first"

  # 1. The key, under the storage key that OpenSSL's tpm2 provider derives in the owner hierarchy (it must be this
  #    template), never outside this TPM, unrestricted, for signing only.
  tpm2_createprimary -Q -C o -G ecc -c "$WORK/storage.ctx" \
    -a 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|decrypt'
  free
  if [[ ! -e client-key.pub || ! -e client-key.priv ]]; then
    tpm2_create -Q -C "$WORK/storage.ctx" -G ecc -u client-key.pub -r client-key.priv \
      -a 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|sign'
    free
  fi
  tpm2_load -Q -C "$WORK/storage.ctx" -u client-key.pub -r client-key.priv -c "$WORK/key.ctx"
  free

  # 2. A challenge, and the attestation key's word over it that the key lies in the same TPM.
  jq -n --arg id "$(<host-id)" '{hostId: $id}' >"$WORK/request"
  post /api/v1/challenges "$WORK/request"
  [[ $status == 201 ]] || refused
  cp "$WORK/answer" "$WORK/challenge"
  nonce=$(jq -j .challenge "$WORK/challenge" | sha256)
  load_ak
  free
  certify "$WORK/key.ctx" "$WORK/ak.ctx" "$nonce"

  # 3. Registered, the server knows whoever proves to hold this key as this host.
  jq -n --slurpfile challenge "$WORK/challenge" --arg key "$(b64 client-key.pub)" --arg attest "$(b64 "$WORK/attest")" \
    --arg signature "$(b64 "$WORK/signature")" \
    '{challenge: $challenge[0].challenge, $key, certification: {$attest, $signature}}' >"$WORK/request"
  post "/api/v1/hosts/$(<host-id)/client-keys" "$WORK/request"
  [[ $status == 201 ]] || refused
  jq . "$WORK/answer"

  # 4. The key as OpenSSL takes it, and a request for any CA: its name is the one this host was granted.
  tss2_key >client-key.pem
  name=$(jq -er '.host | select(test("^[A-Za-z0-9._-]{1,64}$"))' "$WORK/answer") || die "this host was granted no name"
  TPM2OPENSSL_TCTI=$TPM2TOOLS_TCTI openssl req -new -provider tpm2 -provider default \
    -propquery '?provider=tpm2,tpm2.digest!=yes' -key client-key.pem -subj "/CN=$name" \
    -addext "subjectAltName=DNS:$name" -out client-key.csr
  free
}

# certify KEY SIGNER NONCE: TPM2_Certify into $WORK/attest and $WORK/signature. tpm2_certify takes no qualifying data, so
# the command is written here; it names keys by handles, which outlast a connection to the TPM only if persistent.
certify() {
  local password=400000090000000000 command size
  keep "$1"; keep "$2"
  command=00000148${KEPT[0]#0x}${KEPT[1]#0x}00000012$password${password}0020${3}0010
  command=8002$(printf %08x $((6 + ${#command} / 2)))$command
  tr a-f A-F <<<"$command" | basenc -d --base16 >"$WORK/command"
  tpm2_send -o "$WORK/response" "$WORK/command"
  let_go
  [[ $(number 6 4) == 0 ]] || die "the TPM refused to certify the key"
  size=$(number 14 2)
  tail -c +17 "$WORK/response" | head -c "$size" >"$WORK/attest"
  tail -c +$((17 + size)) "$WORK/response" | head -c $(($(number 10 4) - 2 - size)) >"$WORK/signature"
}

number() { printf %d "0x$(od -An -v -tx1 -j"$1" -N"$2" "$WORK/response" | tr -d ' \n')"; } # of the response, big-endian

KEPT=()
keep() { # keep CONTEXT: at the first persistent handle that is free, until let_go
  KEPT+=("$(tpm2_evictcontrol -C o -c "$1" | sed -n 's/^persistent-handle: //p')")
  free
}
let_go() {
  local handle
  for handle in "${KEPT[@]}"; do tpm2_evictcontrol -Q -C o -c "$handle"; done
  KEPT=()
  free
}

# TPMKey, "loadable key"; tpm2_encodeobject writes one that asks for a password. In DER too, which wpa_supplicant wants.
tss2_key() {
  hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
  openssl asn1parse -noout -out client-key.der -genconf <(cat <<END
asn1 = SEQUENCE:key
[key]
type = OID:2.23.133.10.1.3
emptyAuth = EXPLICIT:0,BOOLEAN:TRUE
parent = INTEGER:0x40000001
public = FORMAT:HEX,OCTETSTRING:$(hex client-key.pub)
private = FORMAT:HEX,OCTETSTRING:$(hex client-key.priv)
END
)
  echo '-----BEGIN TSS2 PRIVATE KEY-----'
  base64 -w64 client-key.der
  echo '-----END TSS2 PRIVATE KEY-----'
}

case ${1:-} in
  enroll | attest) "$1" ;;
  client-key) client_key ;;
  *) echo "usage: ${0##*/} enroll|attest|client-key" >&2; exit 2 ;;
esac
