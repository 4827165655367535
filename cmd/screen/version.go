package main

import "runtime/debug"

// version is what the build knows of itself: the module's version, or the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v, revision, changed := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed since"
		}
	}
	if v == "" {
		v = "(devel)"
	}
	if revision != "" {
		v += " (commit " + revision + changed + ")"
	}
	return v + ", " + info.GoVersion
}
