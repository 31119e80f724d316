package org.banyan.api;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
