package io.authwatch.notify;

/** Something to ask of the notifier beside the sends; one at a time. */
public sealed interface Errand {
    /**
     * To ask whether an emergency was acknowledged.
     *
     * @param notification the notification's id
     */
    record Poll(String notification, String receipt) implements Errand {}

    /**
     * To stop all that still rings for an alert.
     *
     * @param alert the alert's id
     */
    record Cancel(String alert) implements Errand {}

    /** What became of one. */
    sealed interface Report {
        /** A poll was answered. */
        record Polled(String notification, ReceiptAnswer answer) implements Report {}

        /**
         * A cancellation ended.
         *
         * @param done whether nothing rings any more; false: it is to be tried again
         */
        record Cancelled(String alert, boolean done) implements Report {}
    }
}
