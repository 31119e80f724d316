package org.banyan.cli;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
