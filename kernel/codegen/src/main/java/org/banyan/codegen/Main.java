package org.banyan.codegen;

import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import java.io.IOException;
import org.banyan.v1.contract.Options;

/** Entry point for protoc: a request on standard input, a response with files or problems on standard output. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        Options.registerAllExtensions(extensions);
        Generator.generate(CodeGeneratorRequest.parseFrom(System.in, extensions))
                .writeTo(System.out);
        System.out.flush();
    }
}
