package org.banyan.sdk.contract;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashSet;
import java.util.Set;
import org.banyan.sdk.testproto.PayRequest;
import org.banyan.types.Bytes;

/** Descriptors as a node serves them. */
public final class ServedDescriptors {
    private ServedDescriptors() {}

    /** Of the contract in {@code purse.proto}, each file after those it imports. */
    public static Bytes purse() {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(PayRequest.getDescriptor().getFile(), files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(file -> set.addFile(file.toProto()));
        return Bytes.wrap(set.build().toByteArray());
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(each -> collect(each, files));
        files.add(file);
    }
}
