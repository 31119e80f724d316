package org.banyan.codegen;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The comments above the declarations of a file, made safe for Javadoc. */
final class Comments {
    private final Map<String, String> byPath = new TreeMap<>();

    Comments(FileDescriptorProto file) {
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String comment =
                    location.hasLeadingComments() ? location.getLeadingComments() : location.getTrailingComments();
            if (!comment.isBlank()) {
                byPath.put(location.getPathList().toString(), javadoc(comment));
            }
        }
    }

    /** @param path field numbers and indexes in the file's descriptor */
    String at(Integer... path) {
        return byPath.getOrDefault(List.of(path).toString(), "");
    }

    private static String javadoc(String comment) {
        return comment.lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;")
                .replace("\\u", "&#92;u");
    }
}
