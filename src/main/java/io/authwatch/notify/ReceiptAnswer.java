package io.authwatch.notify;

import io.authwatch.alert.Acknowledgement;

/** What a notifier says about an emergency that it accepted. Never holds a key of a user. */
public sealed interface ReceiptAnswer {
    /** It goes on ringing. */
    record Ringing() implements ReceiptAnswer {}

    /** Somebody has seen it, and it rings no more. */
    record Seen(Acknowledgement acknowledgement) implements ReceiptAnswer {}

    /** It rang to its end, and nobody acknowledged it. */
    record Expired() implements ReceiptAnswer {}

    /**
     * Nothing will ever be said about this receipt.
     *
     * @param detail one clear line for people
     */
    record Unknown(String detail) implements ReceiptAnswer {}

    /**
     * Not answered now.
     *
     * @param detail one clear line for people
     */
    record NoAnswer(String detail) implements ReceiptAnswer {}
}
