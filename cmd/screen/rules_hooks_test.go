package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The hooks are run as the systems that they are for run them: their files are read, and the commands in them executed.

const rightRules = `concern: retinoids
title: Retinoids
families:
  retinoid: {title: Retinoid, names: [Retinol]}
rules:
  - id: retinoid
    title: Retinoid
    when: has("retinoid")
    verdict: {early: avoid, late: none}
    because: It irritates.
examples:
  - {type: serum, ingredients: "Aqua, Retinol", expect: {early: avoid, late: suitable}, fires: [retinoid]}
  - {type: serum, ingredients: "Aqua, Glycerin", expect: {early: suitable}, silent: [retinoid]}
`

// clinicRules writes a project with a rule set in rules/ and returns its directory. The last concern file is as given.
func clinicRules(t *testing.T, concern string) string {
	t.Helper()
	story, err := os.ReadFile("../../testdata/script/rules_check.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, guide, ok := strings.Cut(string(story), "-- clinic/guide.yaml --\n")
	if !ok {
		t.Fatal("the story has no guide any more")
	}
	guide, _, _ = strings.Cut(guide, "\n-- ")
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "rules"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"guide.yaml": guide + "\n", "concern.yaml": concern} {
		if err := os.WriteFile(filepath.Join(dir, "rules", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func readYAML(t *testing.T, name string, v any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
}

// bash runs a script as CI systems do, and returns what it wrote and whether it succeeded.
func bash(t *testing.T, dir, script string, env ...string) (output string, ok bool) {
	t.Helper()
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	cmd := exec.Command(shell, "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	err = cmd.Run()
	return b.String(), err == nil
}

type actionFile struct {
	Inputs map[string]struct {
		Description, Default string
	}
	Runs struct {
		Using string
		Steps []struct {
			Name, If, Shell, Run, Uses, ID string
			Env                            map[string]string
		}
	}
}

var expression = regexp.MustCompile(`\$\{\{ *([a-z_.]+) *\}\}`)

// runActionFile runs the steps of action.yml in dir until one fails, whose name it returns. What they build in temp is built once.
func runActionFile(t *testing.T, dir, temp string, inputs map[string]string) (output, failed string) {
	t.Helper()
	var action actionFile
	readYAML(t, "../../action.yml", &action)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	value := func(name string) string {
		if input, ok := strings.CutPrefix(name, "inputs."); ok {
			if v, given := inputs[input]; given {
				return v
			}
			if _, declared := action.Inputs[input]; !declared {
				t.Fatalf("action.yml uses the input %s, which it does not declare", input)
			}
			return action.Inputs[input].Default
		}
		if name != "github.action_path" {
			t.Fatalf("action.yml uses %s, which this test does not know", name)
		}
		return root
	}
	for _, step := range action.Runs.Steps {
		if step.Run == "" {
			continue // setup-go: Go is there
		}
		if _, err := os.Stat(filepath.Join(temp, "screen-bin")); err == nil && step.Name == "Build" {
			continue
		}
		if expression.MatchString(step.Run) {
			t.Errorf("step %s puts an input into a script: give it by env, so that it cannot be code", step.Name)
		}
		if name, want, ok := strings.Cut(step.If, " == "); ok && value(name) != strings.Trim(want, "'") {
			continue
		}
		env := []string{"RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + filepath.Join(temp, "output")}
		for name, text := range step.Env {
			env = append(env, name+"="+expression.ReplaceAllStringFunc(text, func(m string) string { return value(expression.FindStringSubmatch(m)[1]) }))
		}
		out, ok := bash(t, dir, step.Run, env...)
		output += out
		if !ok {
			return output, step.Name
		}
		if step.ID == "sarif" {
			text, err := os.ReadFile(filepath.Join(temp, "screen.sarif"))
			if err != nil || len(text) > 0 && !json.Valid(text) {
				t.Errorf("the findings are no JSON: %v\n%s", err, text)
			}
		}
	}
	return output, ""
}

func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	temp := t.TempDir()
	for _, c := range []struct {
		name, concern string
		inputs        map[string]string
		failed, says  string
	}{
		{"right rules", rightRules, nil, "", ""},
		{"a mistake", strings.Replace(rightRules, "late: none", "late: nono", 1), nil, "Check", "::error file=rules/concern.yaml,line=9,col=35,endColumn=39,title=unknown-verdict::"},
		{"a warning", strings.Replace(rightRules, "silent: [retinoid]", "silent: []", 1), nil, "", "::warning file=rules/concern.yaml"},
		{"a warning, strictly", strings.Replace(rightRules, "silent: [retinoid]", "silent: []", 1), map[string]string{"strict": "true"}, "Check", "::warning"},
		{"a failed example", strings.Replace(rightRules, "late: suitable", "late: avoid", 1), nil, "Test", "::error file=rules/concern.yaml,line=12"},
		{"a failed example, not run", strings.Replace(rightRules, "late: suitable", "late: avoid", 1), map[string]string{"test": "false"}, "", ""},
		{"another layout", strings.Replace(rightRules, "title: Retinoids", "title:   Retinoids", 1), nil, "Layout", "rules/concern.yaml"},
		{"two paths", rightRules, map[string]string{"paths": "rules/guide.yaml rules/concern.yaml"}, "", ""},
		{"an input that would be code", rightRules, map[string]string{"paths": "rules; touch pwned"}, "Check", "rules;: no such file"},
	} {
		dir := clinicRules(t, c.concern)
		output, failed := runActionFile(t, dir, temp, c.inputs)
		if failed != c.failed || !strings.Contains(output, c.says) {
			t.Errorf("%s: step %q failed, expected %q, and %q in\n%s", c.name, failed, c.failed, c.says, output)
		}
		if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
			t.Errorf("%s: an input was run as code", c.name)
		}
	}
}

func TestPreCommit(t *testing.T) {
	var hooks []struct {
		ID, Entry, Language, Files string
		Args                       []string
		PassFilenames              *bool `yaml:"pass_filenames"`
	}
	readYAML(t, "../../.pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 3 {
		t.Fatalf("found %d hooks, expected 3", len(hooks))
	}
	for _, c := range []struct {
		name, concern string
		fail          map[string]bool // hooks that fail, or change files
	}{
		{"right rules", rightRules, nil},
		{"a mistake", strings.Replace(rightRules, "late: none", "late: nono", 1), map[string]bool{"screen-rules-check": true, "screen-rules-test": true}},
		{"a failed example", strings.Replace(rightRules, "late: suitable", "late: avoid", 1), map[string]bool{"screen-rules-test": true}},
		{"another layout", strings.Replace(rightRules, "title: Retinoids", "title:   Retinoids", 1), map[string]bool{"screen-rules-fmt": true}},
	} {
		for _, h := range hooks {
			dir := clinicRules(t, c.concern)
			files := regexp.MustCompile(h.Files)
			command := append(strings.Fields(h.Entry), h.Args...)
			if h.PassFilenames == nil || *h.PassFilenames {
				for _, name := range []string{"rules/concern.yaml", "rules/guide.yaml", "README.yaml"} {
					if files.MatchString(name) {
						command = append(command, name)
					}
				}
			}
			if h.Language != "golang" {
				t.Errorf("hook %s is in %s", h.ID, h.Language)
			}
			output, ok := bash(t, dir, strings.Join(command, " "))
			after, err := os.ReadFile(filepath.Join(dir, "rules", "concern.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if failed := !ok || string(after) != c.concern; failed != c.fail[h.ID] {
				t.Errorf("%s: hook %s failed: %v, expected %v\n%s", c.name, h.ID, failed, c.fail[h.ID], output)
			}
		}
	}
}

func TestGitLab(t *testing.T) {
	var file struct {
		Variables map[string]string
		Job       struct {
			Image        string
			BeforeScript []string `yaml:"before_script"`
			Script       []string
			Artifacts    struct {
				Reports map[string]string
			}
		} `yaml:"screen-rules"`
	}
	readYAML(t, "../../docs/gitlab-ci.yml", &file)
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	env := func(dir string) []string {
		env := []string{"CI_PROJECT_DIR=" + dir}
		for name, value := range file.Variables {
			switch name {
			case "SCREEN_SOURCE":
				value = "file://" + root
			case "SCREEN_VERSION":
				value = "HEAD"
			}
			env = append(env, name+"="+value)
		}
		return env
	}
	for _, c := range []struct {
		name, concern string
		ok            bool
	}{
		{"right rules", rightRules, true},
		{"a mistake", strings.Replace(rightRules, "late: none", "late: nono", 1), false},
		{"a failed example", strings.Replace(rightRules, "late: suitable", "late: avoid", 1), false},
	} {
		dir := clinicRules(t, c.concern)
		output, ok := bash(t, dir, strings.Join(file.Job.Script, "\n"), env(dir)...)
		if ok != c.ok {
			t.Errorf("%s: succeeded: %v\n%s", c.name, ok, output)
		}
		quality, err := os.ReadFile(filepath.Join(dir, file.Job.Artifacts.Reports["codequality"]))
		if err != nil || !json.Valid(quality) || strings.Contains(string(quality), "unknown-verdict") != (c.name == "a mistake") {
			t.Errorf("%s: the code quality report is wrong: %v\n%s", c.name, err, quality)
		}
		if c.name == "a mistake" {
			continue // there is nothing to test
		}
		junit, err := os.ReadFile(filepath.Join(dir, file.Job.Artifacts.Reports["junit"]))
		var suites struct {
			Failures int `xml:"failures,attr"`
		}
		if err != nil || xml.Unmarshal(junit, &suites) != nil || (suites.Failures > 0) != !c.ok {
			t.Errorf("%s: the test report is wrong: %v\n%s", c.name, err, junit)
		}
	}
	checkScript(t, "../../docs/gitlab-ci.yml", file.Job.BeforeScript)
}

// checkScript proves that lines of a script are right as bash, and build what there is: cloning and building it all is left to
// TestAction.
func checkScript(t *testing.T, name string, lines []string) {
	t.Helper()
	if output, ok := bash(t, t.TempDir(), "bash -n <<'EOF'\n"+strings.Join(lines, "\n")+"\nEOF\n"); !ok {
		t.Errorf("%s: %s", name, output)
	}
	if all := strings.Join(lines, "\n"); !strings.Contains(all, "./cmd/screen") || !strings.Contains(all, "git clone") {
		t.Errorf("%s builds something else:\n%s", name, all)
	}
}
