# What Touchstone decided of the host whose id is input.host_id: "allow", "quarantine" or "deny".
# That the asking party is that host is for the caller to have proved; an id is no secret.
package touchstone.admission

import rego.v1

default allow := false

allow if decision == "allow"

entry := data.touchstone.fleet.hosts[input.host_id]

# A bundle that could not be renewed says nothing about now.
fresh if time.now_ns() < time.parse_rfc3339_ns(data.touchstone.fleet.validUntil)

# Nor does a decision that only time ends.
holds if not entry.holdsUntil

holds if time.now_ns() < time.parse_rfc3339_ns(entry.holdsUntil)

default decision := "deny"

decision := "allow" if {
	data.touchstone.fleet.mode == "monitor"
} else := "deny" if {
	not entry
} else := "deny" if {
	entry.decision == "deny"
} else := data.touchstone.fleet.outage if {
	not fresh
} else := "quarantine" if {
	not holds
} else := entry.decision
