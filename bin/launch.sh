# Starts the command line; sourced by ./banyan in the source tree and by bin/banyan in a distribution, which set
#   install   the folder of bin/          cli_lib, node_lib   folders of jars
#   flags     file of a node's JVM flags    cache   folder for the class data archives

# The archive keeps the parsed classes, so that `banyan --help` answers at once. The JVM writes it when a command ends,
# again whenever the jars or the JVM have changed, and does without where it cannot: silently, as the answer is the same.
launch() {
  java_home=$(sh "$install/bin/jdk.sh") || exit 1
  mkdir -p "$cache" 2>/dev/null
  command=$0 # as the person typed it, for the commands that answers suggest
  [ "$(command -v banyan)" = "$command" ] && command=banyan
  terminal=false
  if [ -t 1 ]; then terminal=true; fi # asking the JVM would load its whole console
  # Not the flags of a node: --enable-native-access would cost the archive; the jar's manifest says it instead.
  exec "$java_home/bin/java" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$cache/cli.jsa" \
    -Xlog:disable -XX:-UsePerfData \
    -Dbanyan.home.install="$install" -Dbanyan.node.lib="$node_lib" -Dbanyan.node.flags="$(cat "$flags")" -Dbanyan.java="$java_home/bin/java" \
    -Dbanyan.node.archives="$cache" \
    -Dbanyan.command="$command" -Dbanyan.terminal=$terminal \
    -jar "$cli_lib"/banyan-cli-*.jar "$@"
}
