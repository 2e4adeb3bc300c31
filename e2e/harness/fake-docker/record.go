package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// event is a line of the record.
type event map[string]any

var recorded = regexp.MustCompile(`^(DOCKER|BUILDX|BUILDKIT)_|^GITHUB_RUN_ID$`)

// readCalls returns the position of the rule of each call so far.
func readCalls() []int {
	content, err := os.ReadFile(variable("FAKE_DOCKER_RECORD"))
	check(err)
	var positions []int
	for lines := json.NewDecoder(bytes.NewReader(content)); ; {
		var line struct {
			Event string
			Rule  int
		}
		err := lines.Decode(&line)
		if err == io.EOF {
			return positions
		}
		check(err)
		if line.Event == "call" {
			positions = append(positions, line.Rule)
		}
	}
}

func recordCall(argv []string, position int) {
	// Unlike os.Getwd, it does not return PWD.
	cwd, err := syscall.Getwd()
	check(err)
	further := strings.Split(os.Getenv("FAKE_DOCKER_ENV"), ",")
	env := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if recorded.MatchString(name) || slices.Contains(further, name) {
			env[name] = value
		}
	}
	at := time.Now().UnixMilli()
	record(event{"event": "call", "argv": argv, "cwd": cwd, "env": env, "at": at, "rule": position})
}

// record appends one line by one write, so concurrent calls do not mix their lines.
func record(line event) {
	line["pid"] = os.Getpid()
	text, err := json.Marshal(line)
	check(err)
	file, err := os.OpenFile(variable("FAKE_DOCKER_RECORD"), os.O_APPEND|os.O_WRONLY, 0)
	check(err)
	_, err = file.Write(append(text, '\n'))
	check(err)
	check(file.Close())
}
