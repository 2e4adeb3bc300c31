package main

import (
	"encoding/json"
	"os"
	"slices"
)

// rule is `Rule` of rules.ts. A pointer is nil if the rule does not have the field.
type rule struct {
	Match    []string
	With     []string
	Times    *int
	Stdout   string
	Stderr   string
	Flood    *flood
	Code     int
	DelayMs  int
	Metadata json.RawMessage
	Iid      *string
	Writes   *writes
	Ignores  []string
	Real     bool
	// UntilCalls is 0 unless the rule has it.
	UntilCalls int
}

type flood struct {
	Line  string
	Times int
}

type writes struct {
	After   string
	Content string
}

func readRules() []rule {
	content, err := os.ReadFile(variable("FAKE_DOCKER_RULES"))
	check(err)
	var rules []rule
	check(json.Unmarshal(content, &rules))
	return rules
}

// choose returns the position of the rule for a call, -1 for none. before has these positions of the earlier calls.
func choose(rules []rule, argv []string, before []int) int {
	used := map[int]int{}
	for _, position := range before {
		used[position]++
	}
	for position, candidate := range rules {
		if candidate.fits(argv) && (candidate.Times == nil || used[position] < *candidate.Times) {
			return position
		}
	}
	return -1
}

func (r rule) fits(argv []string) bool {
	if len(argv) < len(r.Match) {
		return false
	}
	for position, part := range r.Match {
		if part != "*" && part != argv[position] {
			return false
		}
	}
	return !slices.ContainsFunc(r.With, func(part string) bool { return !slices.Contains(argv, part) })
}
