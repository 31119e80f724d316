package org.banyan.node.directory;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/** Small JSON texts for other programs to read. */
public final class Json {
    private Json() {}

    /** One line. Values are strings, numbers, booleans, lists and maps. */
    public static String line(Map<String, ?> values) {
        return ConfigValueFactory.fromMap(values).render(ConfigRenderOptions.concise());
    }
}
