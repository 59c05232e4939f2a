package io.authwatch.rule;

/**
 * The rules that hold where nobody wrote any; {@code rules.example.yaml} at the top of the repository is the same text.
 * Useful and quiet on the first day: one refused login is never told, for the internet knocks all the time.
 */
final class BuiltInRules {
    /** Stands in errors and in the log in place of a file name. */
    static final String NAME = "built-in rules";

    static final String TEXT = """
            # What Authwatch tells you about. Copy this file to rules.yaml beside the jar and change it:
            # it is read again by itself, and refused as a whole, with line and column, if anything in it is wrong.

            # Names for values that rules use more than once: users, hosts, addresses, networks.
            # lists:
            #   office: [192.0.2.0/24, "2001:db8:10::/48"]
            #   robots: [backup, ansible]

            # What holds for every rule that does not say otherwise.
            defaults:
              per: [host, user, source]   # told apart by these: each has its own count, cool-down and alert
              repeat: 1h                  # after a notification, what follows is counted and told once, this much later
              priority: normal            # lowest, low, normal, high, emergency

            rules:
              # Somebody logged in as root, by password or key. (sudo and su are 'elevate', not 'login'.)
              root-login:
                when: {action: login, outcome: success, user: root}
                # unless: {source: office}
                priority: high

              # The same at the console, of which login(1) says that it was root, and no name.
              root-console:
                when: {action: login, outcome: success, target: root}
                priority: high

              # Password guessing: five refused logins within two minutes on one host from one network.
              # Who mistypes and then gets in is forgiven: the same user from the same address, and nobody else.
              guessing:
                when: {action: login, outcome: failure}
                count: 5
                within: 2m
                per: [host, source/24]      # the /24 of an IPv4 address, the /64 of an IPv6 one
                forgive: {action: login, outcome: success, same: [user, source]}

              # Somebody got in from an address that was guessing: told at once, and again until you acknowledge it.
              break-in:
                when: {action: login, outcome: success}
                after: {rule: guessing, within: 10m, same: [source]}
                priority: emergency

              # A user logs in from a network that is new on this host. Silent for each host's first week, while it
              # learns what is usual; what it learnt is told once.
              new-source:
                when: {action: login, outcome: success}
                first: [host, user, source/24]
                remember: 90d
                learn: 7d
                per: [host, user, source/24]

              # sudo, su, doas or the like said no.
              elevate-denied:
                when: {action: elevate, outcome: failure}
                per: [host, user]

              # Somebody may do anything from now on: a new member of a group that leads to root, or its members, administrators or
              # password set anew ...
              new-admin:
                when: {action: [group-member-add, group-change], outcome: success, group: [sudo, wheel, adm, docker, root]}
                per: [host, target, group]
                priority: high

              # ... or a user with the number 0, which is another root.
              new-root:
                when: {action: [user-create, user-change], outcome: success, reason: uid-0}
                per: [host, target]
                priority: high

              # A name or a text that is made to fool readers of logs: an address, log syntax or control characters in it.
              injection-attempt:
                when: {suspicious: true}
                per: [host, source]

              # A host that sent something before says nothing for a day: it is down, or somebody stopped its log.
              # A silent relay is one message, and so is nothing at all.
              silent:
                absent: 1d

            # What is different on some hosts; entries apply in this order, the later wins.
            # hosts:
            #   - {match: "web-*", rules: {guessing: {count: 20}, elevate-denied: off}}
            #   - {match: lab, mute: true}
            """;

    private BuiltInRules() {}
}
