package org.banyan.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files in which some texts stand for what a new project has instead, in contents and in paths. The resource {@code INDEX} of a template lists its files, one path a
 * line, because a jar has no folders to look into.
 */
final class Template {
    /** Stored without its dot, which packagers leave out. */
    private static final String IGNORED = "gitignore";

    private final String folder;

    /** @param folder of resources beside this class */
    Template(String folder) {
        this.folder = folder;
    }

    /** Paths of the files as they are stored. */
    List<String> index() {
        return read("INDEX").lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * Path in the project to content, in the order of the index.
     *
     * @param values what to put for each text of the template; they are put in one pass, so that a value may contain such a text, and where two texts fit, the one
     *     that comes first is taken
     */
    Map<String, String> fill(Map<String, String> values) {
        Pattern texts =
                Pattern.compile(values.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        Map<String, String> files = new LinkedHashMap<>();
        for (String path : index()) {
            String target = path.equals(IGNORED) ? "." + path : path;
            files.put(filled(texts, target, values), filled(texts, read(path), values));
        }
        return files;
    }

    private static String filled(Pattern texts, String text, Map<String, String> values) {
        return texts.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(), match.group())));
    }

    private String read(String path) {
        String resource = folder + "/" + path;
        try (InputStream stream = Template.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the template has no resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the template's resource " + resource + " cannot be read", broken);
        }
    }
}
