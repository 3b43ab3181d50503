function __wps_complete
    set -l command (commandline -opc | string replace -r '^~/' "$HOME/")[1]
    set -l typed (string match -r '^((?:--[^=]*=)?)(.*)$' -- (commandline -ct))
    set -l offers ($command --complete fish (commandline -cp | string collect) </dev/null 2>/dev/null)
    if string match -q ':*' -- $offers
        set offers $typed[2](complete -C "'' $typed[3]" | string match -- '*'(string sub -s 3 -- $offers))
    end
    printf '%s\n' $offers
end
complete -c wps -f -a '(__wps_complete)'
