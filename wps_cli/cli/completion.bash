_wps() {
    local command=${1/#\~\//"${HOME-}"/} line=${COMP_LINE:0:COMP_POINT}
    mapfile -t COMPREPLY < <("$command" --complete bash "$line" "$2" </dev/null 2>/dev/null)
    case ${COMPREPLY-} in :) compopt -o default ;; :-/) compopt -o dirnames ;; *) return ;; esac
    COMPREPLY=()
}
complete -F _wps wps
