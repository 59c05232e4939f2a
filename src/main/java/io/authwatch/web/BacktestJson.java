package io.authwatch.web;

import io.authwatch.pipeline.BacktestReport;
import java.time.Instant;
import java.util.List;

/**
 * What rules would have told, as the API shows it.
 *
 * @param since where the span begins
 * @param until where it ends
 * @param complete whether the history reaches back as far as was asked for
 * @param events how many events were looked at
 * @param thinned whether some of them stand for several
 * @param rules what each rule would have done
 * @param notifications how many messages would have been sent
 * @param quota what they would have cost
 * @param examples the titles of the first of them
 * @param warnings one line each
 */
public record BacktestJson(
        Instant since,
        Instant until,
        boolean complete,
        long events,
        boolean thinned,
        List<BacktestReport.OfRule> rules,
        long notifications,
        QuotaShare quota,
        List<String> examples,
        List<String> warnings) {

    /**
     * What a month of it would cost.
     *
     * @param limit messages that may be sent a month
     * @param perMonth messages that would be sent
     * @param share the one by the other, rounded to four digits; 1 is all of it
     */
    public record QuotaShare(long limit, long perMonth, double share) {}

    static BacktestJson of(BacktestReport report) {
        double share = Math.round(report.quotaShare() * 10_000) / 10_000.0;
        return new BacktestJson(
                report.from(),
                report.to(),
                report.complete(),
                report.events(),
                report.thinned(),
                report.rules(),
                report.notifications(),
                new QuotaShare(report.quotaLimit(), report.notificationsAMonth(), share),
                report.examples(),
                report.warnings());
    }
}
