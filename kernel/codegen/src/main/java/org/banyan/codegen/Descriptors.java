package org.banyan.codegen;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The descriptor that is stored with a contract: its file and the files that it imports, imports first, without comments.
 *
 * <p>The options file and descriptor.proto are left out, so that the bytes do not depend on the author's version of protoc; the options' values stay.
 */
final class Descriptors {
    private Descriptors() {}

    static byte[] of(FileDescriptor file) {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        collect(file, files);
        return FileDescriptorSet.newBuilder().addAllFile(files.values()).build().toByteArray();
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptorProto> files) {
        if (files.containsKey(file.getFullName())) {
            return;
        }
        FileDescriptorProto.Builder stored = file.toProto().toBuilder()
                .clearSourceCodeInfo()
                .clearDependency()
                .clearPublicDependency();
        for (FileDescriptor dependency : file.getDependencies()) {
            if (!dependency.getFullName().equals(ModelReader.OPTIONS_FILE)) {
                collect(dependency, files);
                if (file.getPublicDependencies().contains(dependency)) {
                    stored.addPublicDependency(stored.getDependencyCount());
                }
                stored.addDependency(dependency.getFullName());
            }
        }
        files.put(file.getFullName(), stored.build());
    }
}
