#compdef screen
# zsh completion for screen. Load it from ~/.zshrc, behind compinit:  source <(screen completion zsh)
_screen() {
    local -a found
    found=("${(@f)$(screen __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
if [[ "${funcstack[1]}" == _screen ]]; then
    _screen "$@"
else
    compdef _screen screen
fi
