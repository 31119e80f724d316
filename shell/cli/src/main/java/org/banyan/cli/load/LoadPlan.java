package org.banyan.cli.load;

import java.util.List;
import org.banyan.cli.base.CliException;

/**
 * What to submit and how.
 *
 * @param skew of the Zipf workloads
 * @param calls for workloads that call the bench contract
 * @param accounts that take part
 * @param count transactions
 * @param rate transactions a second; 0 for as fast as the node takes them
 * @param batch transactions of a request
 * @param connections that submit at the same time
 * @param inFlight transactions that may be submitted and not yet in a block
 */
record LoadPlan(
        Workload workload,
        double skew,
        CallShape calls,
        int accounts,
        int count,
        int rate,
        int batch,
        int connections,
        int inFlight,
        long seed) {
    static final int ACCOUNTS_MIN = 3;
    static final int ACCOUNTS_MAX = 1_000_000;
    static final int COUNT_MAX = 1_000_000;
    static final int RATE_MAX = 1_000_000;
    static final int BATCH_MAX = 1_000;
    static final int CONNECTIONS_MAX = 64;
    static final int IN_FLIGHT_MAX = 1_000_000;
    private static final double SKEW_MAX = 4;
    private static final List<String> SETTINGS = List.of(
            "workload",
            "skew",
            "units",
            "cells",
            "wrong",
            "accounts",
            "count",
            "rate",
            "batch",
            "connections",
            "in-flight",
            "seed");

    LoadPlan {
        within("accounts", accounts, ACCOUNTS_MIN, ACCOUNTS_MAX);
        within("count", count, 1, COUNT_MAX);
        within("rate", rate, 0, RATE_MAX);
        within("batch", batch, 1, BATCH_MAX);
        within("connections", connections, 1, CONNECTIONS_MAX);
        within("in-flight", inFlight, batch, IN_FLIGHT_MAX);
        if (!(skew >= 0 && skew <= SKEW_MAX)) {
            throw CliException.usage("--skew is 0 to " + SKEW_MAX + " but was " + skew, "1 is a usual value");
        }
    }

    static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw CliException.usage(
                    "--" + option + " is " + least + " to " + most + " but was " + value, "see `banyan load --help`");
        }
    }

    /** @param setting such as {@code batch=100} */
    LoadPlan with(String setting) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        String value = equals < 0 ? "" : setting.substring(equals + 1);
        if (equals < 0 || !SETTINGS.contains(name)) {
            throw CliException.usage(
                    "--compare takes NAME=VALUE but not '" + setting + "'",
                    "NAME is one of " + String.join(", ", SETTINGS));
        }
        try {
            return with(name, value);
        } catch (NumberFormatException malformed) {
            throw CliException.usage("--compare " + setting + ": '" + value + "' is no number", "give whole digits");
        }
    }

    private LoadPlan with(String name, String value) {
        return new LoadPlan(
                name.equals("workload") ? workload(value) : workload,
                name.equals("skew") ? Double.parseDouble(value) : skew,
                new CallShape(
                        name.equals("units") ? Long.parseLong(value) : calls.units(),
                        name.equals("cells") ? Integer.parseInt(value) : calls.cells(),
                        name.equals("wrong") ? Integer.parseInt(value) : calls.wrongPercent()),
                name.equals("accounts") ? Integer.parseInt(value) : accounts,
                name.equals("count") ? Integer.parseInt(value) : count,
                name.equals("rate") ? Integer.parseInt(value) : rate,
                name.equals("batch") ? Integer.parseInt(value) : batch,
                name.equals("connections") ? Integer.parseInt(value) : connections,
                name.equals("in-flight") ? Integer.parseInt(value) : inFlight,
                name.equals("seed") ? Long.parseLong(value) : seed);
    }

    /** As fast as the node takes them, with other bounds. */
    LoadPlan atOnce(int otherBatch, int otherInFlight) {
        return new LoadPlan(workload, skew, calls, accounts, count, 0, otherBatch, connections, otherInFlight, seed);
    }

    static Workload workload(String label) {
        return Workload.of(label)
                .orElseThrow(() ->
                        CliException.usage("there is no workload '" + label + "'", "there are " + Workload.labels()));
    }
}
