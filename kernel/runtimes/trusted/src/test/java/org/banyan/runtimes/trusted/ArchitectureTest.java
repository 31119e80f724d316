package org.banyan.runtimes.trusted;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
