package org.banyan.mainchain.node.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a YAML file, by the path to it. Asking for what is not there fails and says so. */
record Manifest(String at, Object value) {
    /** The documents of a file. A key that stands twice is refused. */
    static List<Manifest> read(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Manifest> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file))) {
            documents.add(new Manifest(file.getFileName() + "#" + documents.size(), document));
        }
        return documents;
    }

    /** @param path keys and indexes, such as {@code spec.ports.0.port} */
    Manifest get(String path) {
        Manifest part = this;
        for (String step : path.split("\\.")) {
            Object next = part.value instanceof Map<?, ?> map
                    ? map.get(step)
                    : part.value instanceof List<?> list ? list.get(Integer.parseInt(step)) : null;
            if (next == null) {
                throw new AssertionError(part.at + " has no " + step);
            }
            part = new Manifest(part.at + "." + step, next);
        }
        return part;
    }

    boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key);
    }

    String text(String path) {
        return String.valueOf(get(path).value);
    }

    int number(String path) {
        return Integer.parseInt(text(path));
    }

    List<Manifest> list(String path) {
        Manifest part = get(path);
        if (!(part.value instanceof List<?> items)) {
            throw new AssertionError(part.at + " is no list");
        }
        List<Manifest> parts = new ArrayList<>();
        for (Object item : items) {
            parts.add(new Manifest(part.at + "." + parts.size(), item));
        }
        return parts;
    }
}
