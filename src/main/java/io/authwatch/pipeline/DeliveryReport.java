package io.authwatch.pipeline;

import io.authwatch.notify.Delivery;

/** What became of a notification that was handed to the notifier. */
public record DeliveryReport(String notification, Delivery delivery) {}
