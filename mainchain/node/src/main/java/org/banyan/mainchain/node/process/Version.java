package org.banyan.mainchain.node.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which build this is. */
public final class Version {
    public static final String NUMBER = property("version");
    public static final String COMMIT = property("commit");

    private Version() {}

    private static String property(String name) {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty(name, "unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
