# fish completion for screen:  screen completion fish > ~/.config/fish/completions/screen.fish
function __screen_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found (screen __complete $words[2..] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c screen -f -a '(__screen_complete)'
