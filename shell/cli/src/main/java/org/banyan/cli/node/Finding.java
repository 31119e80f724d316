package org.banyan.cli.node;

import java.util.Locale;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/**
 * What one check found.
 *
 * @param advice what to do; empty when all is well
 */
record Finding(String check, Grade grade, String found, String advice) {
    enum Grade {
        OK,
        WARNING,
        FAILED
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Grade.OK, found, "");
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(check, Grade.WARNING, found, advice);
    }

    static Finding failed(String check, String found, String advice) {
        return new Finding(check, Grade.FAILED, found, advice);
    }

    Json toJson() {
        return Json.object()
                .put("check", check)
                .put("grade", grade.name().toLowerCase(Locale.ROOT))
                .put("found", found)
                .put("advice", advice)
                .build();
    }

    void print(Terminal terminal) {
        String sign = switch (grade) {
            case OK -> terminal.good("✓");
            case WARNING -> terminal.warn("!");
            case FAILED -> terminal.bad("✗");
        };
        terminal.line(
                sign + " " + Terminal.printable(check + ": " + found) + (advice.isEmpty() ? "" : " -> " + advice));
    }
}
