#compdef wps
_wps() {
    local command=${${(Q)words[1]}/#\~\//$HOME/} line="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX"
    local -a offers=("${(@f)$("$command" --complete zsh "$line" </dev/null 2>/dev/null)}")
    case $offers[1] in
        :*) compset -P '--*='; _files ${offers[1]#:} ;;
        ?*) _describe -V wps offers -U ;;
    esac
}
if [[ $funcstack[1] == _wps ]]; then _wps; else compdef _wps wps; fi
