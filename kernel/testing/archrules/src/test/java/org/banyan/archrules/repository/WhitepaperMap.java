package org.banyan.archrules.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads docs/whitepaper-map.yml: the few forms of YAML that it uses, and nothing else, so that a slip is an error with its line. */
record WhitepaperMap(List<Entry> entries) {
    private static final Pattern ID = Pattern.compile("([A-Z0-9]+):");
    private static final Pattern TEXT = Pattern.compile("  (statement|status|limits): (\\S.*)");
    private static final Pattern LIST = Pattern.compile("  (code|test):");
    private static final Pattern ITEM = Pattern.compile("    - (\\S+)");
    private static final Set<String> STATUSES = Set.of("kept", "partly");

    record Entry(
            String id,
            String statement,
            String status,
            Optional<String> limits,
            List<String> code,
            List<String> test) {}

    /** @throws IllegalArgumentException naming the line that is not of the form described at the top of the file */
    static WhitepaperMap parse(String yaml) {
        var fields = new LinkedHashMap<String, Map<String, List<String>>>();
        Map<String, List<String>> current = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        int number = 0;
        for (String line : yaml.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher id = ID.matcher(line);
            Matcher text = TEXT.matcher(line);
            Matcher list = LIST.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (id.matches()) {
                current = new LinkedHashMap<>();
                if (fields.put(id.group(1), current) != null) {
                    throw new IllegalArgumentException("line " + number + ": " + id.group(1) + " is there twice");
                }
            } else if (text.matches()) {
                current.put(text.group(1), List.of(text.group(2)));
            } else if (list.matches()) {
                open = new ArrayList<>();
                current.put(list.group(1), open);
            } else if (item.matches()) {
                open.add(item.group(1));
            } else {
                throw new IllegalArgumentException("line " + number + " has no form that this map uses: " + line);
            }
        }
        return new WhitepaperMap(fields.entrySet().stream()
                .map(each -> entry(each.getKey(), each.getValue()))
                .toList());
    }

    private static Entry entry(String id, Map<String, List<String>> fields) {
        String status = one(id, fields, "status");
        Optional<String> limits =
                fields.getOrDefault("limits", List.of()).stream().findFirst();
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException(id + ": status is " + status + ", not one of " + STATUSES);
        }
        if (status.equals("partly") && limits.isEmpty()) {
            throw new IllegalArgumentException(id + ": partly kept, but limits do not say what is missing");
        }
        return new Entry(
                id, one(id, fields, "statement"), status, limits, some(id, fields, "code"), some(id, fields, "test"));
    }

    private static String one(String id, Map<String, List<String>> fields, String name) {
        return some(id, fields, name).getFirst();
    }

    private static List<String> some(String id, Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            throw new IllegalArgumentException(id + ": " + name + " is missing");
        }
        return values;
    }
}
