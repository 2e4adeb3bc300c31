// The fake docker: records the call and answers with the first matching rule. Tests call it thousands of times, so it is
// compiled. rules.ts explains the two files that it shares with a test.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// call is the work of this process.
type call struct {
	argv    []string
	rule    rule
	signals <-chan os.Signal
}

var names = map[os.Signal]string{syscall.SIGINT: "SIGINT", syscall.SIGTERM: "SIGTERM", syscall.SIGHUP: "SIGHUP"}

func main() {
	signals := make(chan os.Signal, 16)
	// Before the call is recorded, because a test may send a signal as soon as it sees the call.
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	argv := os.Args[1:]
	rules := readRules()
	position := choose(rules, argv, readCalls())
	recordCall(argv, position)
	if position < 0 {
		print(os.Stderr, fmt.Sprintf("fake docker: no rule for: docker %s\n", strings.Join(argv, " ")))
		end(64)
	}
	call{argv, rules[position], signals}.answer()
}

func (c call) answer() {
	if c.rule.Real {
		end(c.forward())
	}
	if c.rule.Flood != nil {
		c.rule.Flood.print()
	}
	print(os.Stderr, c.rule.Stderr)
	last := ""
	if len(c.argv) > 0 {
		last = c.argv[len(c.argv)-1]
	}
	print(os.Stdout, strings.ReplaceAll(c.rule.Stdout, "{last}", last))
	// Signals are only handled while the program waits, so it always waits, however briefly.
	c.wait(max(c.rule.DelayMs, 1))
	for len(readCalls()) < c.rule.UntilCalls {
		c.wait(20)
	}
	if c.rule.Metadata != nil {
		c.writeAfter("--metadata-file", string(c.rule.Metadata))
	}
	if c.rule.Iid != nil {
		c.writeAfter("--iidfile", *c.rule.Iid)
	}
	if c.rule.Writes != nil {
		c.writeAfter(c.rule.Writes.After, c.rule.Writes.Content)
	}
	end(c.rule.Code)
}

// wait records the signals that arrive in this time. It ends the program at the first one that the rule does not ignore.
func (c call) wait(milliseconds int) {
	for over := time.After(time.Duration(milliseconds) * time.Millisecond); ; {
		select {
		case received := <-c.signals:
			record(event{"event": "signal", "name": names[received]})
			if slices.Contains(c.rule.Ignores, names[received]) {
				continue
			}
			if received == syscall.SIGINT {
				end(130)
			}
			end(143)
		case <-over:
			return
		}
	}
}

// forward calls the docker in the rest of PATH, whatever signals arrive. It returns its exit code, 137 if it was killed.
func (c call) forward() int {
	self, err := os.Executable()
	check(err)
	rest := slices.DeleteFunc(filepath.SplitList(os.Getenv("PATH")), func(folder string) bool {
		return folder == filepath.Dir(self)
	})
	check(os.Setenv("PATH", strings.Join(rest, ":")))
	command := exec.Command("docker", c.argv...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = command.Run()
	if command.ProcessState == nil {
		print(os.Stderr, fmt.Sprintf("fake docker: the real one could not be started: %v\n", err))
		return 137
	}
	if code := command.ProcessState.ExitCode(); code >= 0 {
		return code
	}
	return 137
}

// writeAfter writes the file that a flag names, if the call has the flag.
func (c call) writeAfter(flag, content string) {
	for position, argument := range c.argv {
		path, found := strings.CutPrefix(argument, flag+"=")
		if argument == flag && position+1 < len(c.argv) {
			path, found = c.argv[position+1], true
		}
		if found {
			check(os.WriteFile(path, []byte(content), 0o666))
			return
		}
	}
}

func (f flood) print() {
	const block = 1_000
	line := f.Line + "\n"
	text := strings.Repeat(line, block)
	for range f.Times / block {
		print(os.Stderr, text)
	}
	print(os.Stderr, strings.Repeat(line, f.Times%block))
}

// print writes everything, even to a pipe that is currently full and that another process has made non-blocking.
func print(file *os.File, text string) {
	for rest := []byte(text); len(rest) > 0; {
		written, err := file.Write(rest)
		if !errors.Is(err, syscall.EAGAIN) {
			check(err)
		}
		rest = rest[written:]
	}
}

func end(code int) {
	record(event{"event": "end", "code": code})
	os.Exit(code)
}

func variable(name string) string {
	value, isSet := os.LookupEnv(name)
	if !isSet {
		check(fmt.Errorf("%s is not set", name))
	}
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "fake docker:", err)
		os.Exit(1)
	}
}
