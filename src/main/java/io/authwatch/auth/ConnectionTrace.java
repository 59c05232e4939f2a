package io.authwatch.auth;

import io.authwatch.syslog.SyslogMessage;
import io.authwatch.wire.Octets;
import java.util.Arrays;

/** What is remembered of one connection: which attempt was told last, and how many were counted. */
final class ConnectionTrace {
    /** sshd cuts names at 100 octets (auth.c, {@code %.100s}); escapes make four of one. */
    private static final int USER_MAX = 512;

    private final Kept host = new Kept();
    private final Kept pid = new Kept();
    private final Kept user = new Kept();
    /** The part that counted the attempt of which more may be told; NONE if the next line tells a new one. */
    private AttemptPart counted = AttemptPart.NONE;
    /** The part that was told last. */
    private AttemptPart last = AttemptPart.NONE;

    private int attempts;
    private int offers;

    boolean isOf(SyslogMessage message) {
        return host.equal(message.octets(), message.hostFrom(), message.hostTo())
                && pid.equal(message.octets(), message.pidFrom(), message.pidTo());
    }

    /** Forgets everything and takes this place for another connection. */
    ConnectionTrace begin(SyslogMessage message) {
        host.set(message.octets(), message.hostFrom(), message.hostTo());
        pid.set(message.octets(), message.pidFrom(), message.pidTo());
        return forget();
    }

    private ConnectionTrace forget() {
        counted = AttemptPart.NONE;
        last = AttemptPart.NONE;
        attempts = 0;
        offers = 0;
        user.forget();
        return this;
    }

    /** Takes the next line of the connection in, and corrects its weight. */
    void tell(AttemptPart part, AuthView view) {
        boolean sameUser = rememberUser(view);
        switch (part) {
            case START, SUCCESS -> forget();
            case NAME -> count(part, view.count(), view);
            case ANSWER -> count(part, view.count() - told(sameUser && counted == AttemptPart.NAME), view);
            case FAILED -> fail(sameUser && counted != AttemptPart.NONE && counted != AttemptPart.ANSWER, view);
            case FAILED_ANSWER -> fail(sameUser && counted != AttemptPart.NONE, view);
            case OFFER, OFFER_REASON -> offer(part, view);
            case DENIAL -> deny(view);
            case AFTERMATH ->
                count(part, view.count() - told(last == AttemptPart.FAILED || last == AttemptPart.ANSWER), view);
            case TOO_MANY -> tooMany(view);
            case WORDS, SIGNS -> twin(part, view);
            case END -> end(view);
            default -> {}
        }
        last = part == AttemptPart.FAILED_ANSWER ? AttemptPart.FAILED : part;
    }

    private static int told(boolean told) {
        return told ? 1 : 0;
    }

    private void count(AttemptPart part, int count, AuthView view) {
        counted = part;
        attempts += count;
        view.weighs(count);
    }

    private void fail(boolean told, AuthView view) {
        boolean denied = counted == AttemptPart.DENIAL;
        count(AttemptPart.NONE, view.count() - told(told), view);
        // The unprivileged half of sshd says the denial once more, after the refusal.
        counted = told && denied ? AttemptPart.AFTERMATH : AttemptPart.NONE;
    }

    private void deny(AuthView view) {
        if (counted == AttemptPart.DENIAL || counted == AttemptPart.NAME) {
            view.weighs(view.count() - 1);
        } else if (counted == AttemptPart.AFTERMATH) {
            count(AttemptPart.NONE, view.count() - 1, view);
        } else {
            count(AttemptPart.DENIAL, view.count(), view);
        }
    }

    private void offer(AttemptPart part, AuthView view) {
        boolean told = counted == AttemptPart.OFFER_REASON || counted == AttemptPart.DENIAL;
        offers += view.count() - told(told && part == AttemptPart.OFFER);
        counted = part == AttemptPart.OFFER_REASON ? part : AttemptPart.NONE;
        view.weighs(0);
    }

    private void tooMany(AuthView view) {
        view.weighs(attempts > 0 ? 0 : Math.max(1, offers));
        attempts += view.count();
        offers = 0;
    }

    private void twin(AttemptPart part, AuthView view) {
        boolean told = counted != AttemptPart.NONE && counted != part;
        view.weighs(view.count() - told(told));
        counted = told ? AttemptPart.NONE : part;
    }

    private void end(AuthView view) {
        if (attempts == 0 && offers > 0) {
            view.is(AuthAction.LOGIN, Outcome.FAILURE, "offers-refused")
                    .put(Field.REASON, "key-rejected")
                    .weighs(offers);
            if (!view.has(Field.USER)) {
                view.put(Field.USER, user.string());
            }
        }
        forget();
    }

    /** Whether the line names nobody, or the same as before. */
    private boolean rememberUser(AuthView view) {
        if (!view.has(Field.USER)) {
            return true;
        }
        boolean stands = view.startOf(Field.USER) >= 0;
        Octets octets = stands ? view.octets() : Octets.of(String.valueOf(view.get(Field.USER)));
        int from = stands ? view.startOf(Field.USER) : 0;
        int to = Math.min(stands ? view.endOf(Field.USER) : octets.to(), from + USER_MAX);
        boolean same = user.equal(octets, from, to);
        if (!same) {
            user.set(octets, from, to);
        }
        return same;
    }

    /** Octets that were copied, in an array that is used again. */
    private static final class Kept {
        /** An array that grew beyond this is given up when less is kept; names of hosts and users are shorter. */
        private static final int OCTETS_KEPT_MAX = USER_MAX;

        private static final int OCTETS_FIRST = 24;

        private byte[] array = new byte[0];
        private int length;

        void set(Octets octets, int from, int to) {
            length = to - from;
            if (length > array.length || array.length > OCTETS_KEPT_MAX) {
                array = new byte[Math.max(length, OCTETS_FIRST)];
            }
            System.arraycopy(octets.array(), from, array, 0, length);
        }

        void forget() {
            length = 0;
        }

        boolean equal(Octets octets, int from, int to) {
            return Arrays.equals(array, 0, length, octets.array(), from, to);
        }

        String string() {
            return Octets.of(Arrays.copyOf(array, length)).string();
        }
    }
}
