#compdef activitylogs
# activitylogs: completion for zsh. In ~/.zshrc, after compinit: source <(activitylogs completion zsh)
_activitylogs()
{
    local line="${(j: :)words[1,CURRENT]}"
    local -a suggestions=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
    (( $#suggestions )) && compadd -a suggestions || _files
}

compdef _activitylogs activitylogs
