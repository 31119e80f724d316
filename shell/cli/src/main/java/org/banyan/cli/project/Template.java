package org.banyan.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files with places to fill in: {@code @name@} in contents and in paths. The resource {@code INDEX} of a template lists its files, one path a line, because a jar
 * has no folders to look into.
 */
final class Template {
    /** Stored without its dot, which packagers leave out. */
    private static final String IGNORED = "gitignore";

    private final String folder;

    /** @param folder of resources beside this class */
    Template(String folder) {
        this.folder = folder;
    }

    /** Path in the project to content, in the order of the index. */
    Map<String, String> fill(Map<String, String> values) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String path : read("INDEX").lines().filter(line -> !line.isBlank()).toList()) {
            String target = path.equals(IGNORED) ? "." + path : path;
            files.put(filled(target, values), filled(read(path), values));
        }
        return files;
    }

    private static String filled(String text, Map<String, String> values) {
        String result = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            result = result.replace("@" + value.getKey() + "@", value.getValue());
        }
        return result;
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

    /** Writes the files below {@code target}. @return their paths */
    static List<Path> write(Map<String, String> files, Path target) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            written.add(path);
        }
        return written;
    }
}
