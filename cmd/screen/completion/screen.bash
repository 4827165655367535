# bash completion for screen. Load it from ~/.bashrc:  source <(screen completion bash)
_screen() {
    local IFS=$'\n'
    COMPREPLY=($(screen __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o bashdefault -o default -F _screen screen
