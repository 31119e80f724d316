package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.node.directory.Json;

/** The rows as a table and as JSON. */
final class Report {
    static final String HEAD = String.format(
            "%-4s %-44s %-13s %9s  %9s %9s %9s  %3s  %s",
            "goal", "what", "unit", "target", "quartile", "median", "quartile", "n", "verdict");

    private Report() {}

    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            table.append(row.line()).append('\n');
            if (!row.beside().isEmpty()) {
                table.append("     ");
                row.beside()
                        .forEach((name, value) ->
                                table.append(name).append(' ').append(value).append("; "));
                table.append("load ").append(row.load()).append('\n');
            }
        }
        return table.toString();
    }

    static void write(Options options, List<Row> rows) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.now().toString());
        json.put("java", Runtime.version().toString());
        json.put("cores", Machine.cores());
        json.put("accounts", options.accounts());
        json.put("block", options.block());
        json.put("rows", rows.stream().map(Row::json).toList());
        Files.createDirectories(options.out());
        Path file = options.out().resolve("goals.json");
        Files.writeString(file, Json.line(json) + "\n");
    }
}
