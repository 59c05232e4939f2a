package io.authwatch.bench;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What the slots of the lines of {@link Mix} are filled with; always the same words for the same seed. */
final class Word {
    private static final int ADDRESSES = 20_000;
    private static final List<Integer> FIRST_OCTETS = List.of(5, 31, 46, 80, 91, 172, 195, 212);
    private static final List<String> USERS = List.of(
            "root",
            "admin",
            "test",
            "oracle",
            "ubuntu",
            "postgres",
            "git",
            "deploy",
            "jenkins",
            "backup",
            "guest",
            "user",
            "alice",
            "bob",
            "carol.jones",
            "svc-mail",
            "www-data",
            "mysql",
            "pi");

    private final Random random;
    private final String[] addresses = new String[ADDRESSES];

    Word(Random random) {
        this.random = random;
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = random.nextInt(20) == 0 ? ipv6() : ipv4();
        }
    }

    /** The word for a slot's name. */
    String of(String slot) {
        return switch (slot) {
            case "user" -> USERS.get(random.nextInt(USERS.size()));
            case "address" -> addresses[random.nextInt(ADDRESSES)];
            case "port" -> Integer.toString(1024 + random.nextInt(65_536 - 1024));
            case "key" -> key();
            case "uid" -> Integer.toString(1000 + random.nextInt(1000));
            case "digit" -> Integer.toString(random.nextInt(9));
            case "number" -> Integer.toString(random.nextInt(100_000));
            case "fraction" -> String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
            case "pid" -> Integer.toString(300 + random.nextInt(4_194_304 - 300));
            case "host" -> host();
            default -> throw new IllegalArgumentException("no slot named " + slot);
        };
    }

    private String ipv4() {
        int first = FIRST_OCTETS.get(random.nextInt(FIRST_OCTETS.size()));
        return first + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }

    private String ipv6() {
        return "2001:db8:" + group() + ":" + group() + "::" + group();
    }

    private String group() {
        return Integer.toHexString(random.nextInt(65_536));
    }

    /** 32 octets, as the fingerprint of a key has. */
    private String key() {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return Base64.getEncoder().withoutPadding().encodeToString(octets);
    }

    private String host() {
        int host = random.nextInt(60);
        return host < 40 ? "web-" + host : "db" + host + ".example.net";
    }
}
